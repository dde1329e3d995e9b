// What the desk and the widget have in common: the shapes of the visitor-facing messages and small pure helpers.
// Nothing here may pull in a framework: the widget ships it to customers' sites.
export * from "./message";
