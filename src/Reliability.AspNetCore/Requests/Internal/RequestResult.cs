using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Reliability.AspNetCore.Internal;

/// <summary>What the client of a request got.</summary>
internal readonly struct RequestResult
{
    public required string Method { get; init; }

    public required PathString Path { get; init; }

    public required int Status { get; init; }

    /// <summary>Gets the status of a gRPC call; <see langword="null"/> for other requests.</summary>
    public string? GrpcStatus { get; init; }

    /// <summary>Gets a value indicating whether the connection of the client ended before the client had an answer.</summary>
    public bool IsAbandoned { get; init; }

    /// <summary>
    /// Gets a value indicating whether the response ended before its end. An abandoned request is cut if the host may have aborted it.
    /// </summary>
    public bool IsCut { get; init; }

    /// <summary>Gets a value indicating whether a route took the request.</summary>
    public bool IsTaken { get; init; }

    /// <summary>Gets a value indicating whether the route takes what no other route took.</summary>
    public bool IsFallback { get; init; }

    /// <summary>Gets the features of the request, which have the value by which a metric is split.</summary>
    public IFeatureCollection? Features { get; init; }

    /// <summary>Gets the time from the start of the request to the start of the response.</summary>
    public TimeSpan ToFirstByte { get; init; }

    /// <summary>Gets the time from the start of the request to the end of the response.</summary>
    public TimeSpan ToLastByte { get; init; }
}
