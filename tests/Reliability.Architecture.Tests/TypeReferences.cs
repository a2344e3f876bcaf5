using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Reliability.Architecture.Tests;

/// <summary>The types that the signatures and the bodies of a type refer to.</summary>
internal static class TypeReferences
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodes =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static HashSet<Type> Of(Type type)
    {
        HashSet<Type> found = [];
        foreach (MemberInfo member in type.GetMembers(All).Append(type))
        {
            AddMember(found, member);
        }

        return found;
    }

    private static void AddMember(HashSet<Type> found, MemberInfo? member)
    {
        switch (member)
        {
            case Type type:
                Add(found, type.BaseType);
                Array.ForEach(type.GetInterfaces(), one => Add(found, one));
                break;
            case FieldInfo field:
                Add(found, field.FieldType);
                break;
            case MethodBase method:
                AddSignature(found, method);
                AddBody(found, method);
                break;
        }
    }

    private static void AddSignature(HashSet<Type> found, MethodBase method)
    {
        Array.ForEach(method.GetParameters(), parameter => Add(found, parameter.ParameterType));
        Add(found, (method as MethodInfo)?.ReturnType);
        if (method.IsGenericMethod)
        {
            Array.ForEach(method.GetGenericArguments(), one => Add(found, one));
        }
    }

    private static void AddBody(HashSet<Type> found, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } code)
        {
            return;
        }

        foreach (LocalVariableInfo local in body.LocalVariables)
        {
            Add(found, local.LocalType);
        }

        for (int i = 0; i < code.Length;)
        {
            short value = code[i] == 0xFE ? unchecked((short)(0xFE00 | code[i + 1])) : code[i];
            OpCode operation = OpCodes[value];
            i += operation.Size;
            ReadOnlySpan<byte> operand = code.AsSpan(i);
            if (operation.OperandType is OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField
                or OperandType.InlineTok)
            {
                AddToken(found, method, BinaryPrimitives.ReadInt32LittleEndian(operand));
            }

            i += SizeOf(operation.OperandType, operand);
        }
    }

    private static void AddToken(HashSet<Type> found, MethodBase method, int token)
    {
        Type[]? ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        Type[]? ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        MemberInfo member = method.Module.ResolveMember(token, ofType, ofMethod)!;
        Add(found, member as Type ?? member.DeclaringType);
        if (member is MethodBase called)
        {
            AddSignature(found, called);
        }
    }

    private static int SizeOf(OperandType operand, ReadOnlySpan<byte> rest) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(rest)),
        _ => 4,
    };

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(found, type.GetElementType());
            return;
        }

        found.Add(type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type);
        Array.ForEach(type.GenericTypeArguments, one => Add(found, one));
    }
}
