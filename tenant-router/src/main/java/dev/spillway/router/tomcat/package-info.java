/**
 * What only the servlet container can do: errors before any servlet, and watching for callers that
 * leave.
 */
@NullMarked
package dev.spillway.router.tomcat;

import org.jspecify.annotations.NullMarked;
