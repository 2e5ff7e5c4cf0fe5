package dev.spillway.controller.loop;

import java.time.Duration;

/** What goes wrong in a pool that could do with fewer workers. */
enum Fault {
    QUEUE_SILENT {
        @Override
        void strike(World world) {
            world.queue.down = true;
        }
    },
    QUEUE_SILENT_FOR_FIVE_SECONDS {
        @Override
        void strike(World world) {
            world.queue.down = true;
            world.seconds(5);
            world.queue.down = false;
        }
    },
    STORE_LOST {
        @Override
        void strike(World world) {
            world.queue.lose();
        }
    },
    CLOCK_BACK_AN_HOUR {
        @Override
        void strike(World world) {
            world.setClock(Duration.ofHours(-1));
        }
    },
    CLOCK_AHEAD_AN_HOUR {
        @Override
        void strike(World world) {
            world.setClock(Duration.ofHours(1));
        }
    },
    CLOCK_AHEAD_THIRTY_SECONDS {
        @Override
        void strike(World world) {
            world.setClock(Duration.ofSeconds(30));
        }
    },
    CLOCK_BACK_WHILE_QUEUE_SILENT {
        @Override
        void strike(World world) {
            world.queue.down = true;
            world.second();
            world.setClock(Duration.ofHours(-1));
        }
    },
    RESTART_WITH_NOTHING_NOTED {
        @Override
        void strike(World world) {
            world.restartController();
        }
    },
    RESTART_WITH_NOTHING_NOTED_WHILE_QUEUE_SILENT {
        @Override
        void strike(World world) {
            world.queue.down = true;
            world.restartController();
        }
    };

    abstract void strike(World world);
}
