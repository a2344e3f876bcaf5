namespace Reliability.AspNetCore.Internal;

/// <summary>The caller may not do what the request asks.</summary>
internal sealed class ForbiddenException(string message) : Exception(message);
