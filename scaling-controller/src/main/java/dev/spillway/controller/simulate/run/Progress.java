package dev.spillway.controller.simulate.run;

/** Is told how far a simulation is. */
public interface Progress {

    void reached(long virtualNanos);

    /** Nobody looks. */
    Progress SILENT = _ -> {};
}
