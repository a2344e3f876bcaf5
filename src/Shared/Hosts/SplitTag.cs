using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>
/// Reads the value of the dimension by which a metric is split from the events of a feed, and notes whether they have one.
/// </summary>
/// <param name="dimension">The dimension; <see langword="null"/> if the metric is not split.</param>
internal sealed class SplitTag(string? dimension)
{
    private bool _isSeen;
    private bool _isMissed;

    /// <summary>Gets the dimension; <see langword="null"/> if the metric is not split.</summary>
    public string? Dimension => dimension;

    /// <summary>Returns the value among the tags of an event. A text allocates nothing.</summary>
    public string? Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (dimension is null)
        {
            return null;
        }

        foreach ((string tag, object? value) in tags)
        {
            if (string.Equals(tag, dimension, StringComparison.Ordinal) && value is not null)
            {
                return Note(value);
            }
        }

        return Note(null);
    }

    /// <summary>Returns the value among the properties of an event.</summary>
    public string? Of(IReadOnlyList<KeyValuePair<string, object?>>? properties)
    {
        for (int i = 0; i < (properties?.Count ?? 0); i++)
        {
            if (string.Equals(properties![i].Key, dimension, StringComparison.Ordinal))
            {
                return Note(properties[i].Value);
            }
        }

        return Note(null);
    }

    /// <summary>Returns a value as text. Only texts, numbers and the like are values: nothing of the application is called.</summary>
    public string? Note(object? value)
    {
        string? text = value switch
        {
            string one => one,
            bool flag => flag ? "true" : "false",
            ISpanFormattable number when number.GetType().Assembly == typeof(object).Assembly || number is Enum =>
                number.ToString(format: null, CultureInfo.InvariantCulture),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text))
        {
            _isMissed = true;
        }
        else if (!_isSeen)
        {
            _isSeen = true;
        }

        return text;
    }

    /// <summary>Returns why no value is counted separately, once there were events without the dimension and none with it.</summary>
    public string? Doubt() => _isMissed && !_isSeen
        ? $"No event had '{dimension}', by which the metric is split, so that all of them count in its total alone."
        : null;
}
