namespace Reliability.AspNetCore.Internal;

/// <summary>A query value is outside its range. The message can be shown to the caller.</summary>
internal sealed class BadQueryException(string message) : Exception(message);
