/** Reads what a simulation is to play from a YAML document, strictly. */
@NullMarked
package dev.spillway.controller.yaml.scenario;

import org.jspecify.annotations.NullMarked;
