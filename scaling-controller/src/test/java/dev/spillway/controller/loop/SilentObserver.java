package dev.spillway.controller.loop;

import dev.spillway.controller.decision.Decision;

import java.time.Duration;

/** Needs to know nothing. */
class SilentObserver implements Observer {

    @Override
    public void took(Phase phase, Duration time) {}

    @Override
    public void decided(Decision decision) {}

    @Override
    public void saw(PoolState state) {}

    @Override
    public void gone(String pool) {}
}
