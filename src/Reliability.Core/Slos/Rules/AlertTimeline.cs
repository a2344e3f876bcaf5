using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// Replays the history of a series through the alert rules of its objective and returns when each rule would have fired and cleared. Each
/// rule is evaluated at each whole minute, as in production. Memory is bounded by the longest window of the rules.
/// </summary>
/// <remarks>An alert neither fires nor clears in time that has no measurements. Instances are not thread-safe.</remarks>
public sealed class AlertTimeline
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly (AlertRule Rule, RuleEvaluator Evaluator)[] _rules;
    private readonly DateTimeOffset[] _since;
    private readonly AlertEpisode?[] _open;
    private readonly List<AlertEpisode> _closed = [];
    private readonly TimeSpan _maxWindow;
    private readonly TimeSpan _maxUnit;
    private DateTimeOffset? _judged;
    private DateTimeOffset _newest;

    /// <summary>Initializes a new instance for the rules of an objective.</summary>
    /// <param name="slo">The objective.</param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is not valid (<see cref="SloDefinition.Validate"/>).</exception>
    public AlertTimeline(SloDefinition slo)
        : this(slo, ExcludedTime.None, null)
    {
    }

    /// <summary>Starts a replay with time that does not count, and of which no bucket is added.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="excluded">Time that does not count.</param>
    /// <param name="since">Since when each rule is evaluated; null for no limits.</param>
    internal AlertTimeline(SloDefinition slo, ExcludedTime excluded, DateTimeOffset[]? since)
    {
        _rules = [.. SloDefinition.RequireValid(slo).Alerts.Select(rule => (rule, RuleEvaluators.Of(rule, slo, excluded)))];
        _since = since ?? new DateTimeOffset[_rules.Length];
        _open = new AlertEpisode?[_rules.Length];
        _maxWindow = _rules.Length == 0 ? TimeSpan.Zero : _rules.Max(r => r.Rule.MaxWindow);
        _maxUnit = slo.Budgeting is TimeSliceBudgeting { Length: var slice } && slice > Hour ? slice : Hour;
    }

    /// <summary>Adds the next bucket of the series.</summary>
    /// <param name="bucket">
    /// A bucket of one minute that starts after all previous buckets; with its sketch if a rule evaluates a quantile.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The bucket does not start after the previous one, or it starts before the time of <see cref="Complete"/>.
    /// </exception>
    public void Add(in SeriesBucket bucket)
    {
        if (_judged is { } judged)
        {
            if (bucket.Start <= _newest || bucket.Start < judged)
            {
                throw new ArgumentException(
                    $"Buckets must be in time order: {bucket.Start:O} follows {_newest:O}, and time is evaluated up to {judged:O}.",
                    nameof(bucket));
            }

            EvaluateUntil(judged, bucket.Start);
        }

        foreach ((_, RuleEvaluator evaluator) in _rules)
        {
            evaluator.Add(in bucket);
        }

        _judged = _newest = bucket.Start;
    }

    /// <summary>Evaluates the rules up to a point in time and returns all episodes so far, in the order in which they started.</summary>
    /// <param name="now">The point in time. An alert that is still firing then has no <see cref="AlertEpisode.ClearedAt"/>.</param>
    public IReadOnlyList<AlertEpisode> Complete(DateTimeOffset now)
    {
        if (_judged is { } judged)
        {
            DateTimeOffset until = SeriesResolution.Minute.StartOf(now);
            EvaluateUntil(judged, until);
            _judged = until > judged ? until : judged;
        }

        return [.. _closed.Concat(_open.OfType<AlertEpisode>()).OrderBy(e => e.FiredAt).ThenBy(e => e.Rule, StringComparer.Ordinal)];
    }

    private void EvaluateUntil(DateTimeOffset judged, DateTimeOffset until)
    {
        // Once the longest window is empty, all rules are frozen until the next bucket. A window starts up to a whole unit early.
        DateTimeOffset silent = _newest + _maxWindow + _maxUnit;
        DateTimeOffset last = until < silent ? until : silent;
        for (DateTimeOffset at = judged + TimeSpan.FromMinutes(1); at <= last; at += TimeSpan.FromMinutes(1))
        {
            for (int i = 0; i < _rules.Length; i++)
            {
                if (at >= _since[i])
                {
                    Evaluate(i, at);
                }
            }
        }
    }

    private void Evaluate(int index, DateTimeOffset at)
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
