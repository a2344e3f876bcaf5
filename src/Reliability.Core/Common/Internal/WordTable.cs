using System.Collections.Frozen;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>
/// The words that stand for the values of an enum in what is stored. They never change, whatever the names of the enum become.
/// </summary>
internal sealed class WordTable<T>(string record, string what, params (T Value, string Word)[] words)
    where T : struct, Enum
{
    private readonly FrozenDictionary<T, string> _words = words.ToFrozenDictionary(one => one.Value, one => one.Word);
    private readonly FrozenDictionary<string, T> _values =
        words.ToFrozenDictionary(one => one.Word, one => one.Value, StringComparer.Ordinal);

    public IEnumerable<string> Words => _values.Keys;

    public string Word(T value) => _words.TryGetValue(value, out string? word)
        ? word
        : throw Check.OutOfRange(value, $"A {what} must be one of {string.Join(", ", _words.Keys.Order())}.", nameof(value));

    /// <exception cref="StoreException">The word is of a later version.</exception>
    public T Value(string word) => _values.TryGetValue(word, out T value)
        ? value
        : throw new StoreException(
            $"A stored {record} has the {what} '{word}', which this version does not know. Update the package.",
            isTransient: false);
}
