package org.glissade.cpu;

/// One step of a program with its operands bound: what the members of a team do together.
///
/// Every element of the results is computed by one member in an order that does not depend on the
/// number of members.
interface Work {
    /// Does one member's share.
    void run(int member, int members);

    /// A rough count of elementary operations, by which is decided whether sharing is worth the
    /// hand-over.
    long cost();

    /// The first index of a member's share of `count` pieces.
    static int from(int count, int member, int members) {
        return (int) ((long) count * member / members);
    }

    /// The first index after a member's share of `count` pieces.
    static int to(int count, int member, int members) {
        return from(count, member + 1, members);
    }
}
