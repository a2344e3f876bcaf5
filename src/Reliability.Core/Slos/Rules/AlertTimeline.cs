using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// Replays the history of a series through the alert rules of its objective and tells when each would have fired and cleared. Every
/// rule is judged at every whole minute, as it would have been live, and memory stays bounded by the longest window.
/// </summary>
/// <remarks>Where nobody measured, an alert neither fires nor clears. Not safe for concurrent use.</remarks>
public sealed class AlertTimeline
{
    private readonly (AlertRule Rule, RuleEvaluator Evaluator)[] _rules;
    private readonly AlertEpisode?[] _open;
    private readonly List<AlertEpisode> _closed = [];
    private readonly TimeSpan _longestWindow;
    private DateTimeOffset? _judged;
    private DateTimeOffset _newest;

    /// <summary>Starts a replay.</summary>
    /// <param name="slo">The objective.</param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is not valid (<see cref="SloDefinition.Validate"/>).</exception>
    public AlertTimeline(SloDefinition slo)
    {
        _rules = [.. SloDefinition.RequireValid(slo).Alerts.Select(rule => (rule, rule.Follow(slo)))];
        _open = new AlertEpisode?[_rules.Length];
        _longestWindow = _rules.Length == 0 ? TimeSpan.Zero : _rules.Max(r => r.Rule.MaxWindow);
    }

    /// <summary>Adds the next bucket of the series.</summary>
    /// <param name="bucket">A minute, later than all before; with its sketch if a rule asks for a quantile.</param>
    /// <exception cref="ArgumentException">
    /// The bucket does not come after the one before, or lies before the moment of <see cref="Complete"/>.
    /// </exception>
    public void Add(in SeriesBucket bucket)
    {
        if (_judged is { } judged)
        {
            if (bucket.Start <= _newest || bucket.Start < judged)
            {
                throw new ArgumentException(
                    $"Buckets come in time order; {bucket.Start:O} follows {_newest:O}, and the time up to {judged:O} has been judged.",
                    nameof(bucket));
            }

            JudgeUntil(judged, bucket.Start);
        }

        foreach ((_, RuleEvaluator evaluator) in _rules)
        {
            evaluator.Add(in bucket);
        }

        _judged = _newest = bucket.Start;
    }

    /// <summary>Goes on to a moment and tells all episodes so far, in the order in which they began.</summary>
    /// <param name="now">The moment; an alert that still holds then has not cleared.</param>
    public IReadOnlyList<AlertEpisode> Complete(DateTimeOffset now)
    {
        if (_judged is { } judged)
        {
            DateTimeOffset until = SeriesResolution.Minute.StartOf(now);
            JudgeUntil(judged, until);
            _judged = until > judged ? until : judged;
        }

        return [.. _closed.Concat(_open.OfType<AlertEpisode>()).OrderBy(e => e.FiredAt).ThenBy(e => e.Rule, StringComparer.Ordinal)];
    }

    private void JudgeUntil(DateTimeOffset judged, DateTimeOffset until)
    {
        // Once the longest window is empty, no answer changes before the next bucket.
        DateTimeOffset silent = _newest + _longestWindow + TimeSpan.FromHours(1);
        DateTimeOffset last = until < silent ? until : silent;
        for (DateTimeOffset at = judged + TimeSpan.FromMinutes(1); at <= last; at += TimeSpan.FromMinutes(1))
        {
            for (int i = 0; i < _rules.Length; i++)
            {
                Judge(i, at);
            }
        }
    }

    private void Judge(int index, DateTimeOffset at)
    {
        (AlertRule rule, RuleEvaluator evaluator) = _rules[index];
        AlertCondition condition = evaluator.Evaluate(at);
        if (condition == AlertCondition.Met && _open[index] is null)
        {
            _open[index] = new AlertEpisode
            {
                Rule = rule.Name,
                Severity = rule.Severity,
                FiredAt = at,
                Explanation = evaluator.Read(at).Explanation,
            };
        }
        else if (condition == AlertCondition.NotMet && _open[index] is { } episode)
        {
            _closed.Add(episode with { ClearedAt = at });
            _open[index] = null;
        }
    }
}
