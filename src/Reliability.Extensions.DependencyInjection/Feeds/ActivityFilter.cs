using System.Diagnostics;
using Reliability.Internal;

namespace Reliability;

/// <summary>Selects the activities that an objective records, and defines which of them are bad.</summary>
/// <remarks>
/// Without <see cref="BadWhen(string)"/>, an activity is bad when its status is <see cref="ActivityStatusCode.Error"/>. Tags are read when
/// the activity stops.
/// </remarks>
public sealed class ActivityFilter
{
    private readonly List<TagCondition> _taken = [];
    private readonly List<TagCondition> _bad = [];
    private readonly List<TagCondition> _abandoned = [];

    internal ActivityFilter()
    {
    }

    /// <summary>Selects only activities whose tag has a value. If there are several conditions, all of them must hold.</summary>
    /// <param name="tag">The name of the tag, such as <c>db.system.name</c>.</param>
    /// <param name="value">The value as text. Numbers are compared in the invariant culture.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    public ActivityFilter Where(string tag, string value) => Add(_taken, new TagCondition(tag, TagComparison.Equal, value));

    /// <summary>Selects only activities whose tag has a different value or is missing.</summary>
    /// <inheritdoc cref="Where"/>
    public ActivityFilter WhereNot(string tag, string value) => Add(_taken, new TagCondition(tag, TagComparison.NotEqual, value));

    /// <summary>Selects only activities whose tag begins with a prefix.</summary>
    /// <param name="tag">The name of the tag.</param>
    /// <param name="prefix">The prefix of the value. The comparison is case-sensitive.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    public ActivityFilter WherePrefix(string tag, string prefix) => Add(_taken, new TagCondition(tag, TagComparison.Prefix, prefix));

    /// <summary>Defines an activity as bad when it has a tag. If there are several conditions, one of them suffices.</summary>
    /// <param name="tag">The name of the tag, such as <c>error.type</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    public ActivityFilter BadWhen(string tag) => Add(_bad, new TagCondition(tag, TagComparison.Present, ""));

    /// <summary>Defines an activity as bad when its tag has a value. If there are several conditions, one of them suffices.</summary>
    /// <inheritdoc cref="Where"/>
    public ActivityFilter BadWhen(string tag, string value) => Add(_bad, new TagCondition(tag, TagComparison.Equal, value));

    /// <summary>
    /// Defines an activity as bad when its tag begins with a prefix. If there are several conditions, one of them suffices.
    /// </summary>
    /// <inheritdoc cref="WherePrefix"/>
    public ActivityFilter BadWhenPrefix(string tag, string prefix) => Add(_bad, new TagCondition(tag, TagComparison.Prefix, prefix));

    internal TagCondition[] Taken => [.. _taken];

    internal TagCondition[] Bad => [.. _bad];

    /// <summary>Selects only activities that have a tag.</summary>
    internal ActivityFilter WherePresent(string tag) => Add(_taken, new TagCondition(tag, TagComparison.Present, ""));

    /// <summary>Gets the conditions of activities that their caller cancelled. One of them suffices.</summary>
    internal TagCondition[] Abandoned => [.. _abandoned];

    /// <summary>Leaves out operations that their caller cancelled: those whose tag has one of the values.</summary>
    internal ActivityFilter WithoutCancelled(string tag, params IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            Add(_abandoned, new TagCondition(tag, TagComparison.Equal, value));
        }

        return this;
    }

    private ActivityFilter Add(List<TagCondition> conditions, TagCondition condition)
    {
        conditions.Add(condition);
        return this;
    }
}
