/**
 * The dispatcher under a seeded scheduler: production code of several nodes on real scripts, where
 * the seed decides what completes when, twice, late or never. See ops/docs/simulator.md.
 */
package org.nuanxian.dispatcher.simulation;
