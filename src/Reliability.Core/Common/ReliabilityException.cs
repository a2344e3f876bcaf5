namespace Reliability.Common;

/// <summary>The base class of the exceptions that this library defines.</summary>
public class ReliabilityException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="ReliabilityException"/> class.</summary>
    /// <param name="message">The message, which names the value and the valid values.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public ReliabilityException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
