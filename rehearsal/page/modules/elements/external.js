// Menus whose options the app offers while one types.

import { act } from "../door.js";
import { Combobox } from "../combobox.js";
import { tellIfFailed } from "../notices.js";
import { changed, first, naming, placeholder } from "./spots.js";
import { option } from "./selects.js";

// From so many letters on the app is asked, unless the menu says otherwise (Slack's own figure).
const SHORTEST = 3;

// What was offered before: a menu that is drawn anew still knows the words for what was chosen in it.
const offered = new Map();

function read(answer) {
  if (answer.option_groups)
    return answer.option_groups.flatMap((group) => group.options.map(option(group.label.text)));
  return (answer.options ?? []).map(option());
}

export function external(element, spot, multiple) {
  const place = { ...spot.surface.where, block_id: spot.block, action_id: element.action_id };
  const key = JSON.stringify(place);
  const begin = [element.initial_option ?? element.initial_options ?? []].flat();
  offered.set(key, [...(offered.get(key) ?? []), ...begin.map(option())]);
  const chosen = first(element, spot, multiple ? begin.map((one) => one.value) : begin[0]?.value);
  const box = new Combobox({
    options: offered.get(key),
    selected: [chosen].flat().filter(Boolean),
    multiple,
    max: element.max_selected_items,
    placeholder: placeholder(element) ?? "Type to search",
    attributes: naming(element, spot),
    shortest: element.min_query_length ?? SHORTEST,
    change: (value) => changed(element, spot, box.input, value),
    ask: async (value) => {
      const answer = await act("suggest", { ...place, value });
      if (!tellIfFailed(answer)) return null;
      const options = read(answer);
      offered.set(key, [...offered.get(key), ...options]);
      return options;
    },
  });
  return { node: box.node, control: box.input, read: () => box.read() };
}
