package dev.spillway.controller.loop;

import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.pause.Pauses;

/**
 * What the loop sees and acts through.
 *
 * @param queues where work waits
 * @param actuator what starts and drains workers
 * @param notebook what outlives the controller
 * @param pauses what people have fixed
 * @param answerTimes what answers took
 */
public record Ports(
        Queues queues,
        Actuator actuator,
        Notebook notebook,
        Pauses pauses,
        AnswerTimes answerTimes) {}
