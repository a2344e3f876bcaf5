using System.Globalization;

namespace Reliability.Benchmarks.Guard;

/// <summary>Whether a measurement kept its bound.</summary>
/// <param name="Bound">The bound.</param>
/// <param name="Subject">What was bounded.</param>
/// <param name="Peer">What it was compared with.</param>
internal sealed record Verdict(Bound Bound, Measurement? Subject, Measurement? Peer)
{
    /// <summary>The factor of the peer's mean, or the mean in nanoseconds when there is no peer; null when either is missing.</summary>
    public double? Value => Bound.Peer is null ? Subject?.Nanoseconds : Subject?.Nanoseconds / Peer?.Nanoseconds;

    public bool IsMet => Value <= Bound.Limit && (Bound.MaxAllocatedBytes is not { } bytes || Subject?.AllocatedBytes <= bytes);

    public string Wanted => (Bound.Peer is null
        ? $"at most {Number(Bound.Limit)} ns"
        : $"at most {Number(Bound.Limit)}x of {Peer?.Title ?? Bound.Peer}")
        + (Bound.MaxAllocatedBytes is { } bytes ? $", {Number(bytes)} B" : "");

    public string Got => Value is not { } value
        ? "not measured"
        : Number(value) + (Bound.Peer is null ? " ns" : "x")
        + (Bound.MaxAllocatedBytes is null ? "" : $", {(Subject?.AllocatedBytes is { } bytes ? Number(bytes) : "?")} B");

    private static string Number(double value) => value.ToString(value >= 100 ? "N0" : "0.###", CultureInfo.InvariantCulture);

    public static Verdict Of(Bound bound, IReadOnlyList<Measurement> measurements) => new(
        bound,
        measurements.FirstOrDefault(m => m.Type == bound.Type && m.Method == bound.Subject),
        measurements.FirstOrDefault(m => m.Type == bound.Type && m.Method == bound.Peer));
}
