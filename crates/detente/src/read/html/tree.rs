//! The elements and texts of a page, in one vector in the order of the page.

/// Index of a node in its [`Tree`].
pub(super) type Id = usize;

/// A page. Node 0 is the root; children stand behind their parents.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// An element or a text.
pub(super) struct Node {
    /// The element around it; the root is its own.
    pub parent: Id,
    /// What it is.
    pub data: Data,
    first: Option<Id>,
    last: Option<Id>,
    next: Option<Id>,
}

/// What a node is.
pub(super) enum Data {
    /// An element with its name in lower case and its attributes.
    Element(Box<str>, Vec<(Box<str>, Box<str>)>),
    /// Characters, with references resolved.
    Text(String),
}

impl Tree {
    /// A page with nothing but its root.
    pub fn new() -> Tree {
        Tree { nodes: vec![Node::new(0, Data::Element("".into(), Vec::new()))] }
    }

    /// Adds a node as the last child.
    pub fn append(&mut self, parent: Id, data: Data) -> Id {
        let id = self.nodes.len();
        self.nodes.push(Node::new(parent, data));
        match self.nodes[parent].last.replace(id) {
            Some(before) => self.nodes[before].next = Some(id),
            None => self.nodes[parent].first = Some(id),
        }
        id
    }

    /// Adds characters, to the text that stands last where there is one.
    pub fn append_text(&mut self, parent: Id, text: &str) {
        if let Some(last) = self.nodes[parent].last
            && let Data::Text(before) = &mut self.nodes[last].data
        {
            return before.push_str(text);
        }
        self.append(parent, Data::Text(text.to_string()));
    }

    /// Nodes, the root among them.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The element around a node.
    pub fn parent(&self, id: Id) -> Id {
        self.nodes[id].parent
    }

    /// What a node is.
    pub fn data(&self, id: Id) -> &Data {
        &self.nodes[id].data
    }

    /// Name of an element, nothing for a text.
    pub fn name(&self, id: Id) -> &str {
        match &self.nodes[id].data {
            Data::Element(name, _) => name,
            Data::Text(_) => "",
        }
    }

    /// An attribute's value.
    pub fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element(_, attributes) => {
                attributes.iter().find(|(name, _)| **name == *wanted).map(|(_, value)| &**value)
            }
            Data::Text(_) => None,
        }
    }

    /// The nodes right below.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.nodes[id].first, |child| self.nodes[*child].next)
    }

    /// The elements around a node, from the inside.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(id), |id| (*id != 0).then(|| self.nodes[*id].parent)).skip(1)
    }

    /// Whether one node is the other or stands in it.
    pub fn within(&self, id: Id, outer: Id) -> bool {
        id == outer || self.ancestors(id).any(|a| a == outer)
    }

    /// All elements of the page.
    pub fn elements(&self) -> impl Iterator<Item = Id> {
        (1..self.nodes.len()).filter(|id| matches!(self.nodes[*id].data, Data::Element(..)))
    }

    /// The elements of that name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Id> + 'a {
        self.elements().filter(move |id| self.name(*id) == name)
    }

    /// All characters in a node, with single spaces.
    pub fn text(&self, id: Id) -> String {
        let mut text = String::new();
        self.add_text(id, &mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The depth of a tree is bounded by its builder.
    fn add_text(&self, id: Id, text: &mut String) {
        match &self.nodes[id].data {
            Data::Text(characters) => text.push_str(characters),
            Data::Element(name, _) if matches!(&**name, "script" | "style") => {}
            Data::Element(..) => {
                self.children(id).for_each(|child| self.add_text(child, text));
                text.push(' ');
            }
        }
    }

    /// The characters right in a node, as they stand: the code of a script.
    pub fn raw(&self, id: Id) -> &str {
        match self.nodes[id].first.map(|first| &self.nodes[first].data) {
            Some(Data::Text(text)) => text,
            _ => "",
        }
    }
}

impl Node {
    fn new(parent: Id, data: Data) -> Node {
        Node { parent, data, first: None, last: None, next: None }
    }
}
