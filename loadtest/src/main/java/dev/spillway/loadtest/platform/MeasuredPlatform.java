package dev.spillway.loadtest.platform;

import java.net.URI;
import java.util.OptionalLong;

/** A platform that is up, as whoever measures it sees it. */
public sealed interface MeasuredPlatform permits LocalPlatform, RemotePlatform {

    URI router();

    ControllerClient controller();

    /** Notes how much memory its processes hold now, where that can be seen. */
    void noteMemory();

    /** The most that was noted; empty where it cannot be seen. */
    OptionalLong peakMemoryBytes();
}
