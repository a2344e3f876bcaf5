namespace Reliability.AspNetCore;

/// <summary>What a write endpoint answered to <see cref="ReliabilityAccess.SendAsync"/>.</summary>
public sealed class ReliabilityReply
{
    /// <summary>Gets the status code of HTTP, such as 201, or 401 and 403 for a caller who may not make the change.</summary>
    public required int Status { get; init; }

    /// <summary>Gets the JSON of the answer, which is problem details (RFC 9457) if the change was rejected; it can be empty.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
