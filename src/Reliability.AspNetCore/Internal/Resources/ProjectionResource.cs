namespace Reliability.AspNetCore.Internal;

internal sealed record ProjectionResource(decimal Total, decimal Allowed, decimal Consumed, decimal Remaining);
