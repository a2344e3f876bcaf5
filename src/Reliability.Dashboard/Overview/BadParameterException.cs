namespace Reliability.Dashboard.Internal;

/// <summary>A parameter of an address is not valid. The message says what is, and repeats nothing of the request.</summary>
internal sealed class BadParameterException(string message) : Exception(message);
