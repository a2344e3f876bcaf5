using Reliability.Internal;

namespace Reliability;

/// <summary>Selects the measurements of an instrument that an objective records, and defines which of them are bad.</summary>
/// <remarks>
/// Without <see cref="BadWhen(string)"/>, a measurement is bad when it has the tag <c>error.type</c>, as in the semantic conventions of
/// OpenTelemetry.
/// </remarks>
public sealed class MeterFilter
{
    private readonly List<TagCondition> _taken = [];
    private readonly List<TagCondition> _bad = [];
    private readonly List<TagCondition> _abandoned = [];

    internal MeterFilter()
    {
    }

    /// <summary>Selects only measurements whose tag has a value. If there are several conditions, all of them must hold.</summary>
    /// <param name="tag">The name of the tag, such as <c>http.request.method</c>.</param>
    /// <param name="value">The value as text. Numbers are compared in the invariant culture.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    public MeterFilter Where(string tag, string value) => Add(_taken, new TagCondition(tag, TagComparison.Equal, value));

    /// <summary>Selects only measurements whose tag has a different value or is missing.</summary>
    /// <inheritdoc cref="Where"/>
    public MeterFilter WhereNot(string tag, string value) => Add(_taken, new TagCondition(tag, TagComparison.NotEqual, value));

    /// <summary>Selects only measurements whose tag begins with a prefix.</summary>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="prefix">The prefix of the value. The comparison is case-sensitive.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    public MeterFilter WherePrefix(string tag, string prefix) => Add(_taken, new TagCondition(tag, TagComparison.Prefix, prefix));

    /// <summary>Defines a measurement as bad when it has a tag. If there are several conditions, one of them suffices.</summary>
    /// <param name="tag">The name of the tag, such as <c>error.type</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    public MeterFilter BadWhen(string tag) => Add(_bad, new TagCondition(tag, TagComparison.Present, ""));

    /// <summary>Defines a measurement as bad when its tag has a value. If there are several conditions, one of them suffices.</summary>
    /// <inheritdoc cref="Where"/>
    public MeterFilter BadWhen(string tag, string value) => Add(_bad, new TagCondition(tag, TagComparison.Equal, value));

    /// <summary>
    /// Defines a measurement as bad when its tag begins with a prefix, such as <c>5</c> for statuses from 500. If there are several
    /// conditions, one of them suffices.
    /// </summary>
    /// <inheritdoc cref="WherePrefix"/>
    public MeterFilter BadWhenPrefix(string tag, string prefix) => Add(_bad, new TagCondition(tag, TagComparison.Prefix, prefix));

    /// <summary>Gets the tags of measurements that are left out if their duration is below <see cref="Patience"/>.</summary>
    internal TagCondition[] Abandoned => [.. _abandoned];

    /// <summary>Gets the duration in seconds from which an abandoned operation counts.</summary>
    internal double Patience { get; private set; }

    /// <summary>
    /// Gets a value indicating whether <see cref="Patience"/> is only assumed, so that what is left out may be failures.
    /// </summary>
    internal bool IsPatienceAssumed { get; private set; }

    internal bool DefinesBad => _bad.Count > 0;

    internal TagCondition[] Taken => [.. _taken];

    internal TagCondition[] Bad => _bad.Count == 0 ? [new TagCondition("error.type", TagComparison.Present, "")] : [.. _bad];

    /// <summary>Defines a measurement as bad when it has a tag that does not begin with a prefix.</summary>
    internal MeterFilter BadWhenOther(string tag, string prefix) => Add(_bad, new TagCondition(tag, TagComparison.OtherPrefix, prefix));

    /// <summary>Leaves out operations that were cancelled before they had taken a time, because the caller did not wait for them.</summary>
    internal MeterFilter WithoutCancelledBefore(double seconds, string tag, bool isAssumed = false)
    {
        (Patience, IsPatienceAssumed) = (seconds, isAssumed);
        foreach (string exception in CancellationTypes.All)
        {
            _abandoned.Add(new TagCondition(tag, TagComparison.Equal, exception));
        }

        return this;
    }

    private MeterFilter Add(List<TagCondition> conditions, TagCondition condition)
    {
        conditions.Add(condition);
        return this;
    }
}
