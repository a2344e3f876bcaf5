namespace Reliability.AspNetCore.Internal;

/// <summary>The caller may not do this.</summary>
internal sealed class ForbiddenException(string message) : Exception(message);
