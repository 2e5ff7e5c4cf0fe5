package dev.spillway.controller.doctor.finding;

/** How much a finding matters, the gravest first. */
public enum Severity {
    /** Something does not work now. */
    ERROR,
    /** It works until something else happens: a drain, a spike, another replica. */
    WARNING,
    /** Good to know. */
    NOTE
}
