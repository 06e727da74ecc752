/** The node's figures: one registry, and one vocabulary of names. */
package org.nuanxian.runtime.metrics;
