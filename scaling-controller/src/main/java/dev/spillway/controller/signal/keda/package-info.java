/** KEDA's protocol for external scalers, over gRPC: {@code contracts/external-scaler.proto}. */
@NullMarked
package dev.spillway.controller.signal.keda;

import org.jspecify.annotations.NullMarked;
