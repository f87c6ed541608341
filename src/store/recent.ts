/**
 * What was made of a text lately, for when the same text comes again. A text is its own key, so nothing can be out of
 * date. Two generations: when the younger is full it becomes the elder, and what nobody asked for since is forgotten.
 * @param most characters of texts a generation holds; twice as many are held at most.
 */
export const recently = <T>(make: (text: string) => T, most: number): ((text: string) => T) => {
  let younger = new Map<string, T>();
  let elder = new Map<string, T>();
  let characters = 0;
  return (text) => {
    const known = younger.get(text);
    if (known !== undefined) return known;
    const made = elder.get(text) ?? make(text);
    characters += text.length;
    if (characters > most) {
      elder = younger;
      younger = new Map();
      characters = text.length;
    }
    younger.set(text, made);
    return made;
  };
};
