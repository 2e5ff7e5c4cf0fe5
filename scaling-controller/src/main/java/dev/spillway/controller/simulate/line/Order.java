package dev.spillway.controller.simulate.line;

/** Whose turn it is. Is told of every change, so that it can keep accounts. */
interface Order {

    /** A number of the tenant; the waiting tenant with the smallest is next. */
    double turn(int tenant, Request oldest);

    /** Had nothing waiting until now. */
    void startsToWait(int tenant);

    void claims(Request request);

    /** Its claim is void; it waits again. */
    void returns(Request request);

    void completes(Request request, double slotSeconds, int slots);
}
