using System.Collections.Concurrent;
using System.Diagnostics;
using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>
/// Remembers which conditions on bad events name a tag that no event had: with a misspelt tag, every event is good. Once all tags have been
/// seen, observing an event costs a read; until then it allocates only for a name of a tag that is new, up to a limit.
/// </summary>
/// <param name="conditions">The conditions, of which those count that expect their tag.</param>
internal sealed class TagWatch(TagCondition[] conditions)
{
    /// <summary>The number of names of tags that are kept to correct one that no event has.</summary>
    private const int MaxNames = 20;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);
    private string[] _unseen = [.. conditions.Where(one => one.ExpectsTag).Select(one => one.Tag).Distinct(StringComparer.Ordinal)];
    private bool _isFull;
    private bool _hasEvents;

    public void Observe(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Volatile.Read(ref _unseen).Length == 0)
        {
            return;
        }

        foreach ((string tag, object? value) in tags)
        {
            Observe(tag, value);
        }

        Volatile.Write(ref _hasEvents, true);
    }

    public void Observe(Activity activity)
    {
        if (Volatile.Read(ref _unseen).Length == 0)
        {
            return;
        }

        foreach (ref readonly KeyValuePair<string, object?> tag in activity.EnumerateTagObjects())
        {
            Observe(tag.Key, tag.Value);
        }

        Volatile.Write(ref _hasEvents, true);
    }

    /// <summary>Returns why bad events may count as good; <see langword="null"/> if nothing shows it.</summary>
    public string? Doubt()
    {
        string[] unseen = Volatile.Read(ref _unseen);
        if (unseen.Length == 0 || !Volatile.Read(ref _hasEvents))
        {
            return null;
        }

        string tags = string.Join(" or ", unseen.Select(tag => $"'{tag}'"));
        string seen = string.Join(", ", _names.Keys.Order(StringComparer.Ordinal));
        string? nearest = unseen.Length == 1 ? Names.Hint(unseen[0], _names.Keys) : null;
        return $"No event ever had the tag {tags}, so none could be bad by it; tags seen: {(seen.Length == 0 ? "none" : seen)}. {nearest}"
            .TrimEnd();
    }

    private void Observe(string tag, object? value)
    {
        if (value is not null && Array.IndexOf(Volatile.Read(ref _unseen), tag) >= 0)
        {
            See(tag);
        }

        if (!Volatile.Read(ref _isFull) && !_names.ContainsKey(tag))
        {
            _names.TryAdd(tag, true);
            Volatile.Write(ref _isFull, _names.Count >= MaxNames);
        }
    }

    private void See(string tag)
    {
        lock (_gate)
        {
            Volatile.Write(ref _unseen, [.. _unseen.Where(one => one != tag)]);
        }
    }
}
