using System.Collections.Frozen;
using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>The words that stand for the values of an enum in what is stored.</summary>
internal sealed class WordTable<T>(string what, params (T Value, string Word)[] words)
    where T : struct, Enum
{
    private readonly FrozenDictionary<T, string> _words = words.ToFrozenDictionary(one => one.Value, one => one.Word);
    private readonly FrozenDictionary<string, T> _values = words.ToFrozenDictionary(one => one.Word, one => one.Value, StringComparer.Ordinal);

    public string Word(T value) => _words.TryGetValue(value, out string? word)
        ? word
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"This {what} has no word.");

    /// <exception cref="StoreException">The word is of a later version.</exception>
    public T Value(string word) => _values.TryGetValue(word, out T value)
        ? value
        : throw new StoreException(
            $"A stored experiment has the {what} '{word}', which this version does not know. Update the package.", isTransient: false);
}
