using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Evaluates one rule over time. Buckets are added in time order, and the time of an evaluation never precedes the last one.
/// </summary>
internal abstract class RuleEvaluator
{
    public abstract void Add(in SeriesBucket bucket);

    /// <summary>Returns whether the condition of the rule holds, from the buckets that start before a point in time.</summary>
    public abstract AlertCondition Evaluate(DateTimeOffset now);

    /// <summary>Returns the condition with the values that explain it.</summary>
    public abstract AlertReading Read(DateTimeOffset now);
}
