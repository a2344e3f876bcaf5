namespace Reliability.AspNetCore.Internal;

/// <summary>A value of a query is outside its range; the message may be shown.</summary>
internal sealed class BadQueryException(string message) : Exception(message);
