using Reliability.Internal;

namespace Reliability;

/// <summary>Says which measurements of an instrument an objective takes, and which of them are bad.</summary>
/// <remarks>Without <see cref="BadWhen(string)"/> a measurement is bad when it has the tag <c>error.type</c>, as OpenTelemetry's semantic conventions have it.</remarks>
public sealed class MeterFilter
{
    private readonly List<TagCondition> _taken = [];
    private readonly List<TagCondition> _bad = [];

    internal MeterFilter()
    {
    }

    /// <summary>Takes only measurements whose tag has a value. Several conditions must all hold.</summary>
    /// <param name="tag">The name of the tag, such as <c>http.request.method</c>.</param>
    /// <param name="value">The value, as text; numbers are compared as they are written in English.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    public MeterFilter Where(string tag, string value) => Add(_taken, new TagCondition(tag, TagComparison.Equal, value));

    /// <summary>Takes only measurements whose tag has another value, or which lack it.</summary>
    /// <inheritdoc cref="Where"/>
    public MeterFilter WhereNot(string tag, string value) => Add(_taken, new TagCondition(tag, TagComparison.NotEqual, value));

    /// <summary>Takes only measurements whose tag begins with a text.</summary>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="prefix">What the value begins with; upper and lower case differ.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    public MeterFilter WherePrefix(string tag, string prefix) => Add(_taken, new TagCondition(tag, TagComparison.Prefix, prefix));

    /// <summary>A measurement is bad when it has a tag. Several conditions: any of them.</summary>
    /// <param name="tag">The name of the tag, such as <c>error.type</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    public MeterFilter BadWhen(string tag) => Add(_bad, new TagCondition(tag, TagComparison.Present, ""));

    /// <summary>A measurement is bad when its tag has a value. Several conditions: any of them.</summary>
    /// <inheritdoc cref="Where"/>
    public MeterFilter BadWhen(string tag, string value) => Add(_bad, new TagCondition(tag, TagComparison.Equal, value));

    /// <summary>A measurement is bad when its tag begins with a text, such as <c>5</c> for statuses from 500 on. Several conditions: any of them.</summary>
    /// <inheritdoc cref="WherePrefix"/>
    public MeterFilter BadWhenPrefix(string tag, string prefix) => Add(_bad, new TagCondition(tag, TagComparison.Prefix, prefix));

    internal TagCondition[] Taken => [.. _taken];

    internal TagCondition[] Bad => _bad.Count == 0 ? [new TagCondition("error.type", TagComparison.Present, "")] : [.. _bad];

    private MeterFilter Add(List<TagCondition> conditions, TagCondition condition)
    {
        conditions.Add(condition);
        return this;
    }
}
