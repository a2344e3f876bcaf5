using System.Globalization;

namespace Reliability.AspNetCore.Internal;

/// <summary>How a bad request failed, in a word.</summary>
internal static class BadStatus
{
    /// <summary>The connection ended before the end of the response.</summary>
    public const string Cut = "cut";

    /// <summary>The response was complete, and took longer than the threshold.</summary>
    public const string Slow = "slow";

    /// <summary>The client gave up after it had waited longer than the threshold.</summary>
    public const string Timeout = "timeout";

    private const int MaxStatus = 999;

    private static readonly string?[] _statuses = new string?[MaxStatus + 1];

    /// <summary>Returns how a bad request failed. The status of a gRPC call counts if that of HTTP says nothing.</summary>
    public static string Of(in RequestResult result) =>
        result.IsCut ? Cut
        : result is { GrpcStatus: { } grpc, Status: < 400 } ? OfGrpc(grpc)
        : result.Status is >= 0 and <= MaxStatus
            ? _statuses[result.Status] ??= result.Status.ToString(CultureInfo.InvariantCulture)
            : "(unknown)";

    private static string OfGrpc(string status) => status switch
    {
        "2" => "gRPC Unknown",
        "4" => "gRPC DeadlineExceeded",
        "12" => "gRPC Unimplemented",
        "13" => "gRPC Internal",
        "14" => "gRPC Unavailable",
        "15" => "gRPC DataLoss",
        _ => "gRPC (other)",
    };
}
