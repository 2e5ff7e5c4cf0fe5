package dev.spillway.controller.loop;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Stateless;

import java.time.Instant;

/** A policy that fails. */
final class Broken implements Policy<Stateless> {

    @Override
    public String version() {
        return "broken/1";
    }

    @Override
    public Class<Stateless> stateType() {
        return Stateless.class;
    }

    @Override
    public Stateless initialState() {
        return new Stateless();
    }

    @Override
    public Advice<Stateless> recommend(Stateless state, Observation seen, Instant now) {
        throw new IllegalStateException("broken");
    }

    @Override
    public boolean pacesItself() {
        return true;
    }
}
