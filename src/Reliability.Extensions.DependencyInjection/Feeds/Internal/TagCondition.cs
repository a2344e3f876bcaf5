using System.Diagnostics;
using System.Globalization;

namespace Reliability.Internal;

/// <summary>
/// A condition on one tag of a measurement or of an activity. Evaluating it does not allocate, unless the value is a number, identifier or
/// address of more than 128 characters.
/// </summary>
internal sealed class TagCondition
{
    /// <summary>Longer values, such as addresses, are formatted in a string.</summary>
    private const int MaxOnStack = 128;

    private readonly string _tag;
    private readonly TagComparison _comparison;
    private readonly string _value;

    public TagCondition(string tag, TagComparison comparison, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        ArgumentNullException.ThrowIfNull(value);
        _tag = tag;
        _comparison = comparison;
        _value = value;
    }

    /// <summary>
    /// Gets a value indicating whether only what has the tag meets the condition, so that a misspelled value meets nothing.
    /// </summary>
    public bool RequiresTag => _comparison is TagComparison.Equal or TagComparison.Prefix or TagComparison.Present;

    public string Tag => _tag;

    public string Value => _value;

    /// <summary>
    /// Gets a value indicating whether every event is expected to have the tag, so that its absence makes the condition doubtful. Tags of
    /// errors are absent from successes by convention, and so is a tag whose presence is the condition.
    /// </summary>
    public bool ExpectsTag => _comparison is TagComparison.Equal or TagComparison.Prefix && _tag is not ("error.type" or "exception.type");

    public bool Holds(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach ((string tag, object? value) in tags)
        {
            if (string.Equals(tag, _tag, StringComparison.Ordinal) && value is not null)
            {
                return Holds(value);
            }
        }

        return Holds(value: null);
    }

    public bool Holds(Activity activity) => Holds(activity.GetTagItem(_tag));

    /// <summary>Returns a value as conditions compare it.</summary>
    public static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    public override string ToString() => _comparison switch
    {
        TagComparison.Equal => $"{_tag} = '{_value}'",
        TagComparison.NotEqual => $"{_tag} is not '{_value}'",
        TagComparison.Prefix => $"{_tag} begins with '{_value}'",
        TagComparison.OtherPrefix => $"{_tag} does not begin with '{_value}'",
        _ => $"{_tag} is present",
    };

    private bool Holds(object? value) => value is null
        ? _comparison == TagComparison.NotEqual
        : _comparison switch
        {
            TagComparison.Equal => IsLike(value, isPrefix: false),
            TagComparison.NotEqual => !IsLike(value, isPrefix: false),
            TagComparison.Prefix => IsLike(value, isPrefix: true),
            TagComparison.OtherPrefix => !IsLike(value, isPrefix: true),
            _ => true,
        };

    private bool IsLike(object value, bool isPrefix)
    {
        switch (value)
        {
            case string text:
                return IsLike(text.AsSpan(), isPrefix);
            case bool flag:
                return IsLike(flag ? "true" : "false", isPrefix);
            case ISpanFormattable formattable:
                Span<char> written = stackalloc char[MaxOnStack];
                return formattable.TryFormat(written, out int length, default, CultureInfo.InvariantCulture)
                    ? IsLike(written[..length], isPrefix)
                    : IsLike(formattable.ToString(format: null, CultureInfo.InvariantCulture), isPrefix);
            default:
                return IsLike(Convert.ToString(value, CultureInfo.InvariantCulture), isPrefix);
        }
    }

    private bool IsLike(ReadOnlySpan<char> text, bool isPrefix) =>
        isPrefix ? text.StartsWith(_value, StringComparison.Ordinal) : text.SequenceEqual(_value);
}
