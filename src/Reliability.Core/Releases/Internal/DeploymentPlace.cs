using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Releases.Internal;

/// <summary>The place of a deployment in a list: by its start, then by its ID. As text it names where a page ends.</summary>
internal readonly record struct DeploymentPlace(long UtcTicks, string Id)
{
    public static readonly IComparer<Deployment> Order = Comparer<Deployment>.Create(Compare);

    public static DeploymentPlace Of(Deployment one) => new(one.StartedAt.UtcTicks, one.Id);

    public static int Compare(Deployment one, Deployment other) => Compare(Of(one), Of(other));

    public static int Compare(DeploymentPlace one, DeploymentPlace other) =>
        one.UtcTicks != other.UtcTicks ? one.UtcTicks.CompareTo(other.UtcTicks) : string.CompareOrdinal(one.Id, other.Id);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{UtcTicks}:{Id}");

    /// <exception cref="ArgumentException">The text names no place.</exception>
    public static string Require(string text)
    {
        Parse(text);
        return text;
    }

    /// <exception cref="ArgumentException">The text names no place.</exception>
    public static DeploymentPlace Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            ? new DeploymentPlace(ticks, text[(colon + 1)..])
            : throw new ArgumentException(Check.Rejection(text, "the place that the page before names as its end"), nameof(text));
    }
}
