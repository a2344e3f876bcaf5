using Reliability.Common;

namespace Reliability.Storage;

/// <summary>A store could not do what was asked: it is absent, locked, read-only, corrupt or of another version.</summary>
/// <remarks>
/// Nothing was half applied: a batch is stored whole or not at all. Outcomes that a caller expects, such as a
/// duplicate batch, are results and never this exception.
/// </remarks>
public sealed class StoreException : ReliabilityException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, naming the store and what the reader can do.</param>
    /// <param name="isTransient"><see langword="true"/> when the same call may succeed later without anyone's help.</param>
    /// <param name="innerException">The driver's own exception.</param>
    public StoreException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed later without anyone's help (a lock, a lost connection).</summary>
    public bool IsTransient { get; }
}
