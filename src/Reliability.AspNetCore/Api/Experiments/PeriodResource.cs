using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>A period without a change of shares, and the units that were first seen in it, in the order of the variants.</summary>
internal sealed record PeriodResource(DateTimeOffset From, IReadOnlyList<ShareResource> Variants, IReadOnlyList<long> Units)
{
    public static PeriodResource Of(SamplePeriod period) => new(
        period.From, [.. period.Variants.Select(one => new ShareResource(one.Key, JsonNumber.Of(one.Weight)))], period.Units);
}
