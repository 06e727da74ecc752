/** Real faults of real processes, seen from outside by pages that follow the contract. */
package org.nuanxian.server.fault;
