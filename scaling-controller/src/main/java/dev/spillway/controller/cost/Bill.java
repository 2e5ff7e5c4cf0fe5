package dev.spillway.controller.cost;

/**
 * What a fleet cost, by kind of capacity.
 *
 * @param committed for commitments, used or not
 * @param onDemand at the ordinary price
 * @param spot at the discount of spot capacity
 */
public record Bill(Money committed, Money onDemand, Money spot) {

    public Money total() {
        return committed.plus(onDemand).plus(spot);
    }
}
