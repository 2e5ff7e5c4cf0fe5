package dev.spillway.controller.decision;

import dev.spillway.controller.share.Commons;
import dev.spillway.controller.share.Grant;

/**
 * What a decision got of a capacity that is too small for all.
 *
 * @param commons who shares it, with what each wants and has
 * @param grant what came of it for this pool
 */
public record Allotment(Commons commons, Grant grant) {

    /** Makes the plan once more. */
    public Allotment again(String pool) {
        return new Allotment(commons, commons.grant(pool));
    }
}
