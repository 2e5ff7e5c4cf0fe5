package dev.spillway.controller.simulate.line;

/** First come, first served over all tenants. */
final class ArrivalOrder implements Order {

    @Override
    public double turn(int tenant, Request oldest) {
        return oldest.number();
    }

    @Override
    public void startsToWait(int tenant) {
        // Numbers say it all.
    }

    @Override
    public void claims(Request request) {
        // Numbers say it all.
    }

    @Override
    public void returns(Request request) {
        // Numbers say it all.
    }

    @Override
    public void completes(Request request, double slotSeconds, int slots) {
        // Numbers say it all.
    }
}
