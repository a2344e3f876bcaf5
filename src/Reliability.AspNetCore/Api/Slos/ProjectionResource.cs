using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record ProjectionResource(decimal Total, decimal Allowed, decimal Consumed, decimal Remaining)
{
    public static ProjectionResource From(BudgetProjection projection) => new(
        JsonNumber.Of(projection.Total),
        JsonNumber.Of(projection.Allowed),
        JsonNumber.Of(projection.Consumed),
        JsonNumber.Of(projection.Remaining));
}
