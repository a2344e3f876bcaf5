using System.Diagnostics;
using System.Globalization;

namespace Reliability.Internal;

/// <summary>A condition on one tag of a measurement or of an activity. Evaluating it does not allocate.</summary>
internal sealed class TagCondition
{
    private const int LongestNumber = 32;

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
                Span<char> written = stackalloc char[LongestNumber];
                return formattable.TryFormat(written, out int length, default, CultureInfo.InvariantCulture)
                    && IsLike(written[..length], isPrefix);
            default:
                return IsLike(Convert.ToString(value, CultureInfo.InvariantCulture), isPrefix);
        }
    }

    private bool IsLike(ReadOnlySpan<char> text, bool isPrefix) =>
        isPrefix ? text.StartsWith(_value, StringComparison.Ordinal) : text.SequenceEqual(_value);
}
