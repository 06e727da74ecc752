package org.nuanxian.dispatcher.call;

import java.util.ArrayList;
import java.util.List;
import org.nuanxian.dispatcher.CountyQueue;
import org.nuanxian.runtime.id.CountyCode;

/** How many wait, for each county asked, in its order. */
public record ViewQueue(List<CountyCode> counties) implements Call<List<CountyQueue>> {

  @Override
  public String script() {
    return "view_queue";
  }

  @Override
  public List<String> arguments() {
    return counties.stream().map(CountyCode::value).toList();
  }

  @Override
  public List<CountyQueue> result(List<String> reply) {
    long now = Long.parseLong(reply.get(0));
    List<CountyQueue> queues = new ArrayList<>();
    for (int i = 0; i < counties.size(); i++) {
      int waiting = Integer.parseInt(reply.get(1 + 2 * i));
      long earliest = Long.parseLong(reply.get(2 + 2 * i));
      long longest = earliest == 0 ? 0 : Math.max(0, now - earliest) / 1000;
      queues.add(new CountyQueue(counties.get(i), waiting, longest));
    }
    return List.copyOf(queues);
  }
}
