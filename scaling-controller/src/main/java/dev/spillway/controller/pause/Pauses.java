package dev.spillway.controller.pause;

import java.util.Map;

/**
 * Keeps pauses, also over the end of the controller. Only the thread of the control loop asks and
 * tells.
 */
public interface Pauses {

    /** Those in force, by pool; from memory, without waiting for anybody. */
    Map<String, Pause> all();

    /** Keeps a pause in place of the pool's last one; when this returns it is kept for good. */
    void put(String pool, Pause pause);

    /** Ends a pool's pause, if there is one. */
    void remove(String pool);
}
