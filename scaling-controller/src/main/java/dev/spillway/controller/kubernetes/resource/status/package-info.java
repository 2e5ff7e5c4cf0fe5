/** What the status of a custom resource says, from what is known of it. */
@NullMarked
package dev.spillway.controller.kubernetes.resource.status;

import org.jspecify.annotations.NullMarked;
