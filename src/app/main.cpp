// The command line of `tandem`. Every flag of `serve` is also TANDEM_… in the environment and a key of --config FILE.toml.
#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"

namespace {

using namespace tandem::app;

void flag(CLI::App& command, const std::string& name, const std::string& variable, std::string& value, const std::string& help) {
  command.add_option(name, value, help)->envname(variable)->capture_default_str();
}

void add_serve_flags(CLI::App& serve, ServeOptions& options) {
  serve.set_config("--config", "", "TOML file with these flags as keys");
  flag(serve, "--data", "TANDEM_DATA", options.data, "folder that holds everything Tandem keeps");
  flag(serve, "--http", "TANDEM_HTTP", options.http, "HOST:PORT of the desk and the API");
  flag(serve, "--sip", "TANDEM_SIP", options.sip, "HOST:PORT of SIP, UDP and TCP");
  flag(serve, "--media-ports", "TANDEM_MEDIA_PORTS", options.media_ports, "LOW-HIGH, UDP");
  serve.add_option("--media-address", options.media_addresses, "further IP addresses to offer for sound")
      ->envname("TANDEM_MEDIA_ADDRESS");
  flag(serve, "--public-url", "TANDEM_PUBLIC_URL", options.public_url, "address of the HTTP side as people reach it");
  flag(serve, "--tls-cert", "TANDEM_TLS_CERT", options.tls_certificate, "PEM certificate chain; browsers give a microphone only to localhost or HTTPS");
  flag(serve, "--tls-key", "TANDEM_TLS_KEY", options.tls_key, "PEM key");
  flag(serve, "--store", "TANDEM_STORE", options.store, "postgresql://…; without it a SQLite file in the data folder");
  flag(serve, "--role", "TANDEM_ROLE", options.role, "all");
  flag(serve, "--tenant", "TANDEM_TENANT", options.tenant, "name of a-z, 0-9 and _");
  flag(serve, "--web", "TANDEM_WEB", options.web, "folder of the built web apps");
  flag(serve, "--log-level", "TANDEM_LOG_LEVEL", options.log_level, "debug, info, warn or error");
  serve.add_flag("--demo", options.demo, "start with the demo shop's data and accounts")->envname("TANDEM_DEMO");
}

void add_target_flags(CLI::App& command, Target& target) {
  command.add_option("--data", target.data, "data folder of the program, running or not")->envname("TANDEM_DATA")->required();
  flag(command, "--store", "TANDEM_STORE", target.store, "postgresql://…, where the program is started with it");
  flag(command, "--tenant", "TANDEM_TENANT", target.tenant, "name of a-z, 0-9 and _");
}

void add_simulate_flags(CLI::App& simulate, SimulateOptions& options) {
  auto* config = simulate.add_option("--config", options.configuration, "YAML file as for apply; with --data what is in force there");
  auto* what = simulate.add_option_group("what comes in")->require_option(1);
  what->add_option("--load", options.load, "YAML file: which contacts come, how long they take and wait")->needs(config);
  what->add_option("--trace", options.trace, "CSV file: which contacts came")->needs(config);
  auto* data = what->add_option("--data", options.data, "data folder of a program, running or not: the contacts of its journal");
  simulate.add_option("--from", options.from, "with --data: only who came then or later, as in 2026-06-01T09:00:00Z")->needs(data);
  simulate.add_option("--to", options.to, "with --data: only who came before")->needs(data);
  simulate.add_option("--store", options.store, "with --data: postgresql://…, where the program is started with it")->needs(data);
  simulate.add_option("--tenant", options.tenant, "with --store: name of a-z, 0-9 and _")->needs(data)->capture_default_str();
  simulate.add_option("--compare", options.compare, "another configuration, shown beside the first for the same customers");
  simulate.add_option("--add", options.add, "what if: so many more people like this one, who know this besides: 2:amy or 2:amy:english=5");
  simulate.add_option("--train", options.train, "what if: so many learn this: 2:english=5");
  simulate.add_option("--runs", options.runs, "how often, each with customers of its own")->check(CLI::Range(2, 10'000))->capture_default_str();
  simulate.add_option("--confidence", options.confidence, "of the intervals, per cent")->check(CLI::Range(50.0, 99.99))->capture_default_str();
  auto* staff = simulate.add_flag("--staff", options.staff, "how many agents each half hour needs");
  for (const auto* changed : {"--compare", "--add", "--train"}) staff->excludes(simulate.get_option(changed));
  simulate.add_option("--shrinkage", options.shrinkage, "with --staff: per cent of the planned time in which people are not there")
      ->check(CLI::Range(0.0, 95.0))
      ->needs(staff)
      ->capture_default_str();
  simulate.add_flag("--json", options.json, "one JSON object instead of a table");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("Tandem: customer service in which the phone and the online desk are one system");
  program.require_subcommand(1);

  ServeOptions options;
  auto* serve_command = program.add_subcommand("serve", "run the contact centre");
  add_serve_flags(*serve_command, options);

  Target target;
  std::string file;
  bool dry_run = false;
  auto* apply_command = program.add_subcommand("apply", "bring a configuration file about (skills, queues, agents, flows, …)");
  apply_command->add_option("FILE", file, "YAML file, or - for standard input")->required();
  apply_command->add_flag("--dry-run", dry_run, "only say what would change");
  add_target_flags(*apply_command, target);

  NewUser user;
  auto* user_command = program.add_subcommand("user", "people who sign in");
  user_command->require_subcommand(1);
  auto* add_command = user_command->add_subcommand("add", "add one");
  add_command->add_option("--login", user.login)->required();
  add_command->add_option("--name", user.name, "shown on screens; the login where none is given");
  add_command->add_option("--role", user.role, "agent, supervisor or admin")->capture_default_str();
  add_command->add_option("--password", user.password, "read from standard input where none is given");
  add_target_flags(*add_command, target);

  SimulateOptions simulation;
  auto* simulate_command = program.add_subcommand("simulate", "what a configuration makes of a load: service level, waits, occupancy");
  add_simulate_flags(*simulate_command, simulation);

  auto* version_command = program.add_subcommand("version", "print the version");

  CLI11_PARSE(program, argc, argv);
  if (*version_command) return print_version();
  if (*apply_command) return apply(target, file, dry_run);
  if (*add_command) return add_user(target, user);
  if (*simulate_command) return simulate(simulation);
  auto checked = check_options(options);
  if (!checked) {
    std::cerr << "tandem serve: " << checked.error().detail << '\n';
    return 2;
  }
  return serve(*checked);
}
