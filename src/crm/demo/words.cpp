#include "crm/demo/words.hpp"

namespace tandem::crm::demo {
namespace {

constexpr Syllable family[] = {
    {"王", "wang"},     {"李", "li"},   {"张", "zhang"}, {"刘", "liu"},   {"陈", "chen"},  {"杨", "yang"},
    {"黄", "huang"},    {"赵", "zhao"}, {"吴", "wu"},    {"周", "zhou"},  {"徐", "xu"},    {"孙", "sun"},
    {"马", "ma"},       {"朱", "zhu"},  {"胡", "hu"},    {"郭", "guo"},   {"何", "he"},    {"高", "gao"},
    {"林", "lin"},      {"罗", "luo"},  {"郑", "zheng"}, {"梁", "liang"}, {"谢", "xie"},   {"宋", "song"},
    {"唐", "tang"},     {"许", "xu"},   {"韩", "han"},   {"冯", "feng"},  {"邓", "deng"},  {"曹", "cao"},
    {"彭", "peng"},     {"萧", "xiao"}, {"蔡", "cai"},   {"潘", "pan"},   {"田", "tian"},  {"董", "dong"},
    {"袁", "yuan"},     {"于", "yu"},   {"余", "yu"},    {"叶", "ye"},    {"蒋", "jiang"}, {"杜", "du"},
    {"苏", "su"},       {"魏", "wei"},  {"程", "cheng"}, {"吕", "lv"},    {"丁", "ding"},  {"沈", "shen"},
    {"欧阳", "ouyang"},
};

constexpr Syllable given[] = {
    {"伟", "wei"},  {"芳", "fang"}, {"娜", "na"},   {"敏", "min"},  {"静", "jing"}, {"丽", "li"},   {"强", "qiang"},
    {"磊", "lei"},  {"洋", "yang"}, {"艳", "yan"},  {"勇", "yong"}, {"军", "jun"},  {"杰", "jie"},  {"涛", "tao"},
    {"明", "ming"}, {"超", "chao"}, {"霞", "xia"},  {"平", "ping"}, {"刚", "gang"}, {"桂", "gui"},  {"英", "ying"},
    {"华", "hua"},  {"文", "wen"},  {"辉", "hui"},  {"建", "jian"}, {"国", "guo"},  {"志", "zhi"},  {"浩", "hao"},
    {"宇", "yu"},   {"轩", "xuan"}, {"梓", "zi"},   {"涵", "han"},  {"欣", "xin"},  {"怡", "yi"},   {"雨", "yu"},
    {"婷", "ting"}, {"雪", "xue"},  {"琳", "lin"},  {"晨", "chen"}, {"佳", "jia"},  {"思", "si"},   {"诗", "shi"},
    {"嘉", "jia"},  {"俊", "jun"},  {"鹏", "peng"}, {"飞", "fei"},  {"龙", "long"}, {"凯", "kai"},  {"瑶", "yao"},
    {"倩", "qian"}, {"颖", "ying"}, {"慧", "hui"},  {"玲", "ling"}, {"丹", "dan"},  {"萍", "ping"}, {"博", "bo"},
    {"子", "zi"},   {"晓", "xiao"}, {"海", "hai"},  {"春", "chun"}, {"梅", "mei"},  {"兰", "lan"},  {"竹", "zhu"},
};

constexpr std::string_view first_names[] = {
    "Olivia", "Amelia", "Grace",  "Sophie", "Hannah", "Chloe",  "Lucy",   "Alice",  "Nora",    "Maya",   "Priya",
    "Aisha",  "Zoe",    "Julia",  "Claire", "Rachel", "Oliver", "George", "Henry",  "Thomas",  "Daniel", "James",
    "Samuel", "Adam",   "Marcus", "Ravi",   "Omar",   "Victor", "Felix",  "Dennis", "Patrick", "Simon",
};

constexpr std::string_view last_names[] = {
    "Bennett", "Carter",   "Dawson", "Ellis", "Foster", "Gibson", "Harper", "Hughes",  "Jennings", "Kumar",
    "Lawson",  "Mitchell", "Murphy", "Nolan", "Parker", "Quinn",  "Reid",   "Sanders", "Tan",      "Turner",
    "Walsh",   "Watson",   "Lim",    "Ng",    "Patel",  "Shah",   "Brooks", "Coleman", "Fisher",   "Grant",
};

constexpr City city_list[] = {
    {"上海市徐汇区", "漕溪北路"}, {"上海市浦东新区", "张杨路"}, {"北京市海淀区", "学院路"},
    {"北京市朝阳区", "望京街"},   {"广州市天河区", "体育西路"}, {"深圳市南山区", "科技园路"},
    {"杭州市西湖区", "文三路"},   {"南京市鼓楼区", "中山北路"}, {"成都市武侯区", "人民南路"},
    {"武汉市洪山区", "珞喻路"},   {"西安市雁塔区", "小寨东路"}, {"重庆市渝中区", "解放碑步行街"},
    {"苏州市姑苏区", "干将东路"}, {"青岛市市南区", "香港中路"}, {"长沙市岳麓区", "麓山南路"},
    {"厦门市思明区", "湖滨南路"}, {"天津市和平区", "南京路"},   {"大连市中山区", "人民路"},
    {"昆明市五华区", "翠湖北路"}, {"沈阳市沈河区", "青年大街"},
};

// 555-01XX in America and 7946 0XXX, 496 0XXX in Britain are set aside for fiction; Singapore has no such range.
constexpr Abroad abroad[] = {
    {"US", "New York", "West 34th Street", "+121255501", 2, "USD"},
    {"US", "San Francisco", "Valencia Street", "+141555501", 2, "USD"},
    {"US", "Seattle", "Pine Street", "+120655501", 2, "USD"},
    {"US", "Chicago", "Lake Street", "+131255501", 2, "USD"},
    {"GB", "London", "Camden Road", "+442079460", 3, "GBP"},
    {"GB", "Manchester", "Deansgate", "+441614960", 3, "GBP"},
    {"GB", "Bristol", "Park Street", "+441174960", 3, "GBP"},
    {"SG", "Singapore", "Tanjong Pagar Road", "+658123", 4, "SGD"},
    {"SG", "Singapore", "Holland Avenue", "+659123", 4, "SGD"},
};

constexpr std::string_view mobiles[] = {"134", "135", "136", "137", "138", "139", "150", "151", "152", "158",
                                        "159", "182", "187", "188", "130", "131", "132", "155", "156", "185",
                                        "186", "133", "153", "180", "181", "189", "177", "199"};

constexpr Product goods[] = {
    {"云帆 X2 手机", "Yunfan X2 phone", 329900},
    {"静听降噪耳机", "Jingting noise-cancelling headphones", 89900},
    {"青轴机械键盘", "Clicky mechanical keyboard", 45900},
    {"晨光智能台灯", "Morning smart desk lamp", 19900},
    {"远山双肩包", "Yuanshan backpack", 26900},
    {"便携显示器 15.6 英寸", "Portable monitor, 15.6 inch", 119900},
    {"20000 mAh 充电宝", "Power bank, 20,000 mAh", 15900},
    {"不锈钢保温杯", "Steel vacuum flask", 8900},
    {"蓝牙鼠标", "Bluetooth mouse", 12900},
    {"手冲咖啡壶套装", "Pour-over coffee set", 23900},
};

constexpr Matter matter_list[] = {
    {"order", "客服 Support", "order_status", "订单物流查询", "Where is my order", "告知物流进度，客户表示会再等两天。",
     "Gave the tracking status; the customer will wait two more days."},
    {"order", "客服 Support", "follow_up", "物流超时未送达", "Delivery is overdue", "已催促承运商，约定次日回复。",
     "Pressed the carrier, promised an answer by tomorrow."},
    {"return", "客服 Support", "return_refund", "申请七天无理由退货", "Return within seven days",
     "已生成退货单，寄回后 3 个工作日退款。", "Return label sent; refund three working days after it arrives."},
    {"return", "客服 Support", "return_refund", "尺寸不合适，换货", "Exchange for another size",
     "已安排换货，原件由快递上门取回。", "Exchange arranged; the courier collects the first one."},
    {"damage", "客服 Support", "damaged", "收到商品破损", "Arrived damaged", "客户已上传照片，待仓库核实。",
     "Photos received, waiting for the warehouse to check."},
    {"damage", "客服 Support", "damaged", "配件缺失", "A part is missing", "补发配件，预计三天内到达。",
     "Sending the missing part, three days."},
    {"invoice", "账务 Billing", "invoice", "补开电子发票", "Invoice needed", "电子发票已发送至客户邮箱。",
     "Invoice sent to the customer's e-mail address."},
    {"invoice", "账务 Billing", "invoice", "重复扣款", "Charged twice", "核实为预授权，三日内自动解冻。",
     "It was a pre-authorisation; released within three days."},
    {"account", "客服 Support", "resolved", "修改收货地址", "Change of delivery address", "订单未出库，已改地址。",
     "Not shipped yet, address changed."},
    {"account", "客服 Support", "resolved", "无法登录会员账号", "Cannot sign in to the account", "指导重置密码，已可登录。",
     "Helped to reset the password, signed in."},
};

constexpr std::string_view companies_zh[] = {"启明设计工作室",   "远航物流有限公司", "汇智教育科技", "江南茶业",
                                             "晨星广告有限公司", "同心社区医院",     "四季花卉"};
constexpr std::string_view companies_en[] = {"Northgate Studio", "Harbour Logistics Ltd", "Maple Dental",
                                             "Brightside Events", "Lantern Books"};
constexpr std::string_view notes_zh[] = {"偏好晚上七点以后联系。", "喜欢用微信沟通，不爱接电话。",
                                         "老客户，介绍过两位朋友。", "收货请放前台，不要放快递柜。",
                                         "对发票抬头要求严格，请核对后再开。"};
constexpr std::string_view notes_en[] = {
    "Prefers to be called in the evening.", "Likes e-mail better than the phone.", "Has recommended us to two friends.",
    "Leave parcels with the neighbour at no. 12.", "Buys for the office: always needs a VAT invoice."};

}  // namespace

std::span<const Syllable> family_names() { return family; }
std::span<const Syllable> given_syllables() { return given; }
std::span<const std::string_view> english_first_names() { return first_names; }
std::span<const std::string_view> english_last_names() { return last_names; }
std::span<const City> cities() { return city_list; }
std::span<const Abroad> places_abroad() { return abroad; }
std::span<const std::string_view> mobile_prefixes() { return mobiles; }
std::span<const Product> products() { return goods; }
std::span<const Matter> matters() { return matter_list; }
std::span<const std::string_view> chinese_companies() { return companies_zh; }
std::span<const std::string_view> english_companies() { return companies_en; }
std::span<const std::string_view> chinese_notes() { return notes_zh; }
std::span<const std::string_view> english_notes() { return notes_en; }

}  // namespace tandem::crm::demo
