using System.Text.Json;

namespace Reliability.Common.Internal;

/// <summary>
/// Reads past a value that need not be built, from its first token to its last, and tells whether it has the form in which it is written,
/// so that it could be built. A value of another form may be valid too: it has to be built to know.
/// </summary>
internal delegate bool StoredShape(ref Utf8JsonReader reader);
