using System.Diagnostics;
using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>
/// Remembers what the events had that met not all conditions of a feed, so that a misspelt tag or value can be corrected. It observes only
/// until the first event meets them. Observing allocates only for a tag or value that is new, up to a limit.
/// </summary>
/// <param name="conditions">The conditions.</param>
internal sealed class ConditionWatch(TagCondition[] conditions)
{
    private const int MaxShown = 60;

    private readonly FewValues<string> _tags = new();
    private readonly FewValues<object>[] _values = [.. conditions.Select(_ => new FewValues<object>())];
    private readonly bool[] _met = new bool[conditions.Length];
    private bool _hasEvents;

    public void Observe(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach ((string tag, object? value) in tags)
        {
            Observe(tag, value);
        }

        for (int i = 0; i < conditions.Length; i++)
        {
            Note(i, conditions[i].Holds(tags));
        }
    }

    public void Observe(Activity activity)
    {
        foreach (ref readonly KeyValuePair<string, object?> tag in activity.EnumerateTagObjects())
        {
            Observe(tag.Key, tag.Value);
        }

        for (int i = 0; i < conditions.Length; i++)
        {
            Note(i, conditions[i].Holds(activity));
        }
    }

    /// <summary>
    /// Returns which conditions no event met, with the nearest tags or values; <see langword="null"/> if there was no event.
    /// </summary>
    public string? Hint()
    {
        if (!Volatile.Read(ref _hasEvents))
        {
            return null;
        }

        string[] unmet = [.. conditions.Select((one, i) => Volatile.Read(ref _met[i]) ? null : Unmet(one, _values[i])).OfType<string>()];
        return unmet.Length == 0 ? "Each condition was met, but never all of them by one event." : string.Join(' ', unmet);
    }

    private string Unmet(TagCondition condition, FewValues<object> values) =>
        (condition.RequiresTag && !_tags.Contains(condition.Tag)
            ? $"No event had the tag '{condition.Tag}'. {Names.Hint(condition.Tag, _tags.All)}"
            : $"No event had {condition}. {Names.Hint(condition.Value, values.All.Select(Shown))}").TrimEnd();

    private static string Shown(object value) => Names.Shorten(TagCondition.Text(value), MaxShown);

    private void Note(int condition, bool isMet)
    {
        if (isMet && !Volatile.Read(ref _met[condition]))
        {
            Volatile.Write(ref _met[condition], true);
        }

        if (!Volatile.Read(ref _hasEvents))
        {
            Volatile.Write(ref _hasEvents, true);
        }
    }

    private void Observe(string tag, object? value)
    {
        if (value is null)
        {
            return;
        }

        _tags.Add(tag);
        for (int i = 0; i < conditions.Length; i++)
        {
            // Other objects would be kept alive, and have no short text.
            if (conditions[i].Tag == tag && value is string or ISpanFormattable or bool)
            {
                _values[i].Add(value);
            }
        }
    }
}
